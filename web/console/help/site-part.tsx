import { useRef, useState } from 'react';
import { palettes } from '../../helpcenter/colours.ts';
import { uploadPicture, type KnowledgeBase } from '../api/help.ts';
import { apiBase, request } from '../api/request.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { problemText } from '../design/problem-text.ts';
import { Check, ConfirmButton, Field, Problem, Section } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';

/** What a site is called, where it is, how it looks. */
export function SitePart({ site, onMade }: { site: KnowledgeBase; onMade: (id: number) => void }) {
  const { texts } = usePreferences();
  const canWrite = usePermission()('knowledge.write');
  const [form, setForm] = useState(() => formOf(site));
  const { save, isBusy, problem, setProblem } = useSave('help-sites');
  const file = useRef<HTMLInputElement>(null);
  const put = (part: Partial<typeof form>): void => setForm({ ...form, ...part });
  const send = (json: object, said: string): Promise<void> => save(() => request<KnowledgeBase>(`/knowledge-bases/${site.id}`, { method: 'PATCH', json }), { said, after: (fresh) => setForm(formOf(fresh)) });
  const logo = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    try {
      await send({ logoKey: (await uploadPicture(site.id, chosen)).key }, texts.saved);
    } catch (error) {
      setProblem(problemText(error, texts));
    }
  };
  const locales = form.locales.split(/[\s,;]+/).filter(Boolean);
  return (
    <div className="settings-body">
      <p><a href={`/hc/${site.slug}`} target="_blank" rel="noreferrer">{texts.siteOpen}</a>{site.archivedAt === null ? null : ` · ${texts.siteArchived}`}</p>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void send({ ...form, locales }, texts.saved); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Field label={texts.name} isRequired value={form.name} maxLength={100} onChange={(name) => put({ name })} />
          <Field label={texts.siteSlug} hint={texts.siteSlugHint} isRequired value={form.slug} maxLength={100} onChange={(slug) => put({ slug })} />
          <Field label={texts.sitePageTitle} value={form.pageTitle} maxLength={100} onChange={(pageTitle) => put({ pageTitle })} />
          <Field label={texts.siteHeader} value={form.headerText} maxLength={300} onChange={(headerText) => put({ headerText })} />
          <Field label={texts.siteHomepage} value={form.homepageLink} maxLength={2_000} onChange={(homepageLink) => put({ homepageLink })} />
          <Field label={texts.siteDomain} hint={texts.siteDomainHint} value={form.customDomain} maxLength={300} onChange={(customDomain) => put({ customDomain })} />
          <Field label={texts.siteLocales} hint={texts.siteLocalesHint} isRequired value={form.locales} onChange={(text) => put({ locales: text })} />
          <Field label={texts.siteDefaultLocale} isRequired value={form.defaultLocale} maxLength={35} onChange={(defaultLocale) => put({ defaultLocale })} />
          <Field label={texts.colour} type="color" value={form.colour} onChange={(colour) => put({ colour })} />
        </div>
        <ColourSample name={form.name} colour={form.colour} />
        {canWrite ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
      </form>
      {canWrite ? (
        <>
          {site.domainProof === null ? null : <DomainPart siteId={site.id} proof={site.domainProof} />}
          <Section title={texts.siteLogo}>
            {site.logoKey === null ? <p className="hint">{texts.siteNoLogo}</p> : <img className="help-logo" src={`${apiBase}/knowledge-bases/${site.id}/files/${site.logoKey}`} alt={texts.siteLogo} />}
            <div className="form-actions">
              <input ref={file} type="file" hidden accept="image/png,image/jpeg,image/gif,image/webp,image/avif" aria-label={texts.siteLogo} onChange={(event) => { void logo(event.target.files?.[0]); event.target.value = ''; }} />
              <Button isDisabled={isBusy} onPress={() => file.current?.click()}>{texts.siteChooseLogo}</Button>
              {site.logoKey === null ? null : <Button kind="quiet" isDisabled={isBusy} onPress={() => void send({ logoKey: null }, texts.saved)}>{texts.remove}</Button>}
            </div>
          </Section>
          <Section title={texts.siteVisible}>
            <Check label={texts.siteIsArchived} isDisabled={isBusy} isOn={site.archivedAt !== null} onChange={(isArchived) => void send({ isArchived }, texts.saved)} />
            {site.archivedAt === null ? null : <div className="form-actions spaced"><ConfirmButton label={texts.siteDelete} confirm={texts.reallyRemove} name={site.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/knowledge-bases/${site.id}`, { method: 'DELETE' }))} /></div>}
          </Section>
          <NewSite onMade={onMade} />
        </>
      ) : null}
    </div>
  );
}

/** Whether the site's own host name is proved, by which record it is, and what the last look at DNS found. */
function DomainPart({ siteId, proof }: { siteId: number; proof: NonNullable<KnowledgeBase['domainProof']> }) {
  const { texts } = usePreferences();
  const { save, isBusy, problem } = useSave('help-sites');
  const [said, setSaid] = useState('');
  const check = (): Promise<void> => save(() => request<KnowledgeBase>(`/knowledge-bases/${siteId}/domain-checks`, { method: 'POST' }), { after: ({ domainProof }) => setSaid(domainProof === null ? '' : texts.siteProofChecked(texts.siteProofStates[domainProof.state])) });
  return (
    <Section title={texts.siteProof}>
      <p>{texts.siteProofStates[proof.state]}</p>
      {proof.problem === null ? null : <p className="hint">{texts.siteProofProblems[proof.problem]}</p>}
      {proof.servedUntil === null ? null : <p role="note"><strong>{texts.siteProofServedUntil(proof.servedUntil.slice(0, 10))}</strong></p>}
      <p className="hint">{texts.siteProofHow}</p>
      <dl className="facts"><dt>{texts.siteProofName}</dt><dd><code>{proof.recordName}</code></dd><dt>{texts.siteProofValue}</dt><dd><code>{proof.recordText}</code></dd></dl>
      <Problem text={problem} />
      <p role="status">{said}</p>
      <div className="form-actions"><Button isDisabled={isBusy} onPress={() => void check()}>{texts.siteProofCheck}</Button></div>
    </Section>
  );
}

const formOf = ({ name, slug, pageTitle, headerText, homepageLink, customDomain, locales, defaultLocale, colour }: KnowledgeBase) => ({
  name, slug, pageTitle: pageTitle ?? '', headerText: headerText ?? '', homepageLink: homepageLink ?? '', customDomain: customDomain ?? '', locales: locales.join(', '), defaultLocale, colour,
});

/** The colours that the site makes of one, in light and dark: what can be read is computed, not hoped for. Drawn, because the page's policy takes no style of a script. */
function ColourSample({ name, colour }: { name: string; colour: string }) {
  const { texts } = usePreferences();
  const { light, dark } = palettes(colour);
  const half = (x: number, paper: string, { band, bandInk, act, actInk }: typeof light) => (
    <g transform={`translate(${x} 0)`}>
      <rect width="200" height="110" fill={paper} /><rect width="200" height="40" fill={band} /><text x="12" y="26" fill={bandInk} fontSize="14" fontWeight="700">{name.slice(0, 22)}</text>
      <text x="12" y="66" fill={act} fontSize="13" textDecoration="underline">{texts.siteSampleLink}</text><rect x="12" y="76" width="90" height="26" rx="6" fill={act} /><text x="24" y="94" fill={actInk} fontSize="12" fontWeight="600">{texts.siteSampleButton}</text>
    </g>
  );
  return <svg className="help-sample" role="img" aria-label={texts.siteSample} viewBox="0 0 408 110">{half(0, '#ffffff', light)}{half(208, '#15181c', dark)}</svg>;
}

export function NewSite({ onMade }: { onMade: (id: number) => void }) {
  const { texts } = usePreferences();
  const [form, setForm] = useState({ name: '', slug: '' });
  const { save, isBusy, problem } = useSave('help-sites');
  return (
    <Section title={texts.newSite}>
      <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request<KnowledgeBase>('/knowledge-bases', { method: 'POST', json: form }), { after: ({ id }) => { setForm({ name: '', slug: '' }); onMade(id); } }); }}>
        <Field label={texts.newSiteName} isRequired value={form.name} maxLength={100} onChange={(name) => setForm({ ...form, name })} />
        <Field label={texts.newSiteSlug} hint={texts.siteSlugHint} isRequired value={form.slug} maxLength={100} onChange={(slug) => setForm({ ...form, slug })} />
        <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
        <Problem text={problem} />
      </form>
    </Section>
  );
}
