/** Whether a text's field stands in one of these parts: `memberships.a.text` in `memberships.a`. */
export function isWithin(field: string, parts: readonly string[]): boolean {
  return parts.some((part) => field.startsWith(`${part}.`));
}
