import { useQuery } from '@tanstack/react-query';
import { AppLink } from '../../app/app-link.tsx';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { setupQuery, stepsLeft } from '../../settings/setup/setup-query.ts';

/** For who sets the account up, until all is done or they have seen enough of it: hours and internal domains change what the first mails count as. */
export function StepsLink() {
  const { texts, preferences, change } = usePreferences();
  const may = usePermission();
  const isWanted = preferences.showSteps && may('account.write');
  const { data } = useQuery({ ...setupQuery, enabled: isWanted });
  if (!isWanted || !data || stepsLeft(data) === 0) return null;
  return (
    <ul className="views-extra">
      <li className="views-saved">
        <AppLink path="/settings/setup" className="view"><Icon name="checks" /><span className="view-name">{texts.settingsParts.setup}</span><span className="view-count" title={texts.setupLeft(stepsLeft(data))}><span className="hidden-text">, </span>{stepsLeft(data)}</span></AppLink>
        <IconButton label={texts.hideSteps} onPress={() => change({ showSteps: false })}><Icon name="close" size={12} /></IconButton>
      </li>
    </ul>
  );
}
