import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role, Roles } from '#dialects/native/schemas/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { CheckList, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

type Edited = { readonly role: Role | null } | null;

/** What each role may do; the built-in ones stay as they are, an account adds its own. */
export function RolesPart() {
  const texts = useTexts();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery({ queryKey: ['people', 'roles', 'all'], queryFn: ({ signal }) => request<Roles>('/roles', { signal }) });
  const [edited, setEdited] = useState<Edited>(null);
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const canWrite = may('roles.write');
  return (
    <div className="settings-body">
      {edited ? <RoleForm key={edited.role?.id ?? 0} role={edited.role} permissions={data.permissions} taken={data.items.map(({ name }) => name)} onClose={() => setEdited(null)} /> : null}
      <Section title={texts.settingsParts.roles} action={canWrite && !edited ? <Button kind="primary" onPress={() => setEdited({ role: null })}>{texts.newRole}</Button> : null}>
        <ul className="panel">
          {data.items.toSorted((a, b) => b.permissions.length - a.permissions.length || a.name.localeCompare(b.name)).map((role) => {
            const name = texts.roleNames[role.name] ?? role.name;
            return (
              <li key={role.id} className="panel-row">
                <div className="panel-main">
                  <strong>{name}</strong>
                  <span>{role.permissions.length === data.permissions.length ? texts.everything : texts.permissionCount(role.permissions.length, data.permissions.length)}</span>
                  <details className="role-detail"><summary>{texts.whatItMay}</summary><ul>{role.permissions.map((one) => <li key={one}>{texts.permissions[one] ?? one}</li>)}</ul></details>
                </div>
                {role.isBuiltIn ? <span className="tag"><span>{texts.builtIn}</span></span> : canWrite ? <Button kind="quiet" aria-label={`${texts.change}: ${name}`} onPress={() => setEdited({ role })}>{texts.change}</Button> : null}
              </li>
            );
          })}
        </ul>
      </Section>
    </div>
  );
}

function RoleForm({ role, permissions, taken, onClose }: { role: Role | null; permissions: readonly string[]; taken: readonly string[]; onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(role?.name ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role?.permissions ?? []));
  const { save, isBusy, problem, setProblem } = useSave('people');
  const nouns = [...new Set(permissions.map((one) => one.slice(0, one.indexOf('.'))))];
  const keep = (): void => {
    // The same call makes a role and changes one: a name that is there already is not meant by "new".
    if (role === null && taken.includes(name.trim())) return setProblem(texts.roleIsThere);
    void save(() => request<Role>('/roles', { method: 'POST', json: { name: name.trim(), permissions: [...chosen] } }), { said: texts.saved, after: onClose });
  };
  return (
    <Section title={role ? texts.changeRole(role.name) : texts.newRole}>
      <form ref={focusFirst} className="form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
        <Problem text={problem} />
        {role ? null : <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={60} />}
        {nouns.map((noun) => (
          <div key={noun} className="field permission-line">
            <span className="label">{texts.permissionNouns[noun] ?? noun}</span>
            <CheckList label={texts.permissionNouns[noun] ?? noun} choices={permissions.filter((one) => one.startsWith(`${noun}.`)).map((value) => ({ value, text: texts.permissions[value] ?? value }))} chosen={chosen} onChange={setChosen} />
          </div>
        ))}
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onClose}>{texts.cancel}</Button></div>
      </form>
    </Section>
  );
}
