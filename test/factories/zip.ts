import { once } from 'node:events';
import yazl from 'yazl';

/** A ZIP in memory. */
export async function makeZip(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) {
    // The kind of an OpenDocument file is told by its first entry, which is not packed.
    zip.addBuffer(Buffer.from(content as string), name, { compress: name !== 'mimetype' });
  }
  zip.end();
  const chunks: Buffer[] = [];
  zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(zip.outputStream, 'end');
  return Buffer.concat(chunks);
}
