import type { LinkWordsFragment } from '../gql/graphql';
import { hostOf } from './glance';

/** Links to other sites by their title, else their host; null where there are none. */
export function webLinks(links: readonly LinkWordsFragment[]) {
  if (links.length === 0) return null;
  return (
    <ul className="plain-list">
      {links.map(({ title, url }) => (
        <li key={url}>
          <a href={url} rel="external">
            {title ?? hostOf(url)}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function webLink(url: string | null) {
  return url === null ? null : (
    <a href={url} rel="external">
      {hostOf(url)}
    </a>
  );
}
