// Whether what was made is still of the sources: a quick look at names, sizes and times, and only where these differ a
// look at the contents. Copying or checking out without a change makes nothing stale.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * @typedef {{root: string, inputs: string[], skip?: (path: string) => boolean, stamp: string, outputs: string[]}} Product
 * inputs are files and folders below root (missing ones count as empty), skip gets paths below root with slashes,
 * outputs are files that have to be there
 */

/** @param {Product} product */
export function isFresh(product) {
  const stamp = readStamp(product.stamp);
  if (!stamp || !product.outputs.every(exists)) return false;
  const files = listFiles(product);
  const quick = quickHash(product.root, files);
  if (stamp.quick === quick) return true;
  if (stamp.content !== contentHash(product.root, files)) return false;
  writeStamp(product.stamp, { quick, content: stamp.content });
  return true;
}

/**
 * Makes the product by `make`, and stamps it with the state of the sources from before: a change while it was being
 * made counts as later.
 * @param {Product} product
 * @param {() => Promise<void>} make throws where it fails
 */
export async function remake(product, make) {
  rmSync(product.stamp, { force: true });
  const files = listFiles(product);
  const stamp = { quick: quickHash(product.root, files), content: contentHash(product.root, files) };
  await make();
  writeStamp(product.stamp, stamp);
}

function listFiles({ root, inputs, skip = () => false }) {
  const files = [];
  const visit = (path) => {
    const name = relative(root, path).split(sep).join('/');
    if (skip(name)) return;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile()) files.push({ path, name, size: stat.size, time: stat.mtimeMs });
    else if (stat?.isDirectory()) for (const entry of readdirSync(path).sort()) visit(join(path, entry));
  };
  for (const input of inputs) visit(join(root, input));
  return files;
}

function quickHash(root, files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const { name, size, time } of files) hash.update(`${name}\0${size}\0${time}\0`);
  return hash.digest('hex');
}

function contentHash(root, files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const { path, name } of files) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function exists(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What cannot be stamped (a read-only folder) is looked at in full the next time. */
function writeStamp(path, stamp) {
  try {
    writeFileSync(path, JSON.stringify(stamp));
  } catch {
    // Seen as stale or compared in full: slower, never wrong.
  }
}
