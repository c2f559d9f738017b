/** Elements that never hold words of the document. */
export const NEVER = new Set(
  'script style noscript template svg math canvas iframe object embed nav footer aside form dialog button select textarea head title'.split(
    ' ',
  ),
);
const ROLES = new Set(
  'navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar'.split(' '),
);
const NAMES =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|login|signin|nav|navbar|navigation|menu|sidebar|skip|skip-link|pagination|popup|modal|banner|newsletter|site-header|site-footer|page-footer)(?:$|[\s_-])/i;

/** Whether an element, by its name, role or class, holds what a page says around its document. */
export function isPageChrome(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (NEVER.has(name)) return true;
  if ('hidden' in attributes || attributes['aria-hidden'] === 'true') return true;
  if (ROLES.has(attributes['role'] ?? '')) return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')) return true;
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  return NAMES.test(attributes['class'] ?? '') || NAMES.test(attributes['id'] ?? '');
}
