import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { format, resolveConfig } from 'prettier';

const HEAD = `# Measured figures

Written by the commands named below; every figure can be made again with them.
`;

/** Puts a section (a `## ` heading and all below it) into the results file in the place of the one of that name. */
export async function writeSection(
  path: string,
  heading: string,
  command: string,
  body: string,
): Promise<void> {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : HEAD;
  const [head = '', ...sections] = old.split(/^(?=## )/m);
  const made = `## ${heading}\n\n\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}.\n\n${body}\n`;
  const others = sections.filter((section) => !section.startsWith(`## ${heading}\n`));
  const place = sections.findIndex((section) => section.startsWith(`## ${heading}\n`));
  others.splice(place === -1 ? others.length : place, 0, made);
  const text = [head.trimEnd(), ...others.map((section) => section.trim())].join('\n\n');
  writeFileSync(path, await format(`${text}\n`, { ...(await resolveConfig(path)), parser: 'markdown' }));
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${platform()} ${release()}, Node ${process.versions.node}`;
}
