import type { ReadDocument } from '../../documents';

/**
 * An archive as one document: the blocks of its files one after the other, each with its file in its place, and what was to
 * be said of each.
 */
export function withParts(document: ReadDocument): ReadDocument {
  const { parts } = document;
  if (!parts || parts.length === 0) return document;
  const wholes = parts.map(withParts);
  const [first] = wholes;
  return {
    ...document,
    blocks: [...document.blocks, ...wholes.flatMap(({ blocks }) => blocks)],
    warnings: [...document.warnings, ...wholes.flatMap(({ warnings }) => warnings)],
    metadata: { ...first?.metadata, ...document.metadata },
    ...(first?.declaredTitle ? { declaredTitle: first.declaredTitle } : {}),
  };
}
