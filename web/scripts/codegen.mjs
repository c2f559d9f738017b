// Typed documents from ../schema.gql and src/queries/*.graphql into src/gql/, and from src/desk/queries/*.graphql into
// src/desk/gql/, so that readers of the public pages load nothing of the desk (generated, not committed).
// Another schema file may be named as the first argument.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import {
  buildSchema,
  isInterfaceType,
  isUnionType,
  NoUnusedFragmentsRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const schemaPath = resolve(process.argv[2] ?? join(web, '..', 'schema.gql'));
const schemaText = await readFile(schemaPath, 'utf8');
const schemaAst = buildSchema(schemaText);

await generate(join(web, 'src', 'queries'), join(web, 'src', 'gql'));
await generate(join(web, 'src', 'desk', 'queries'), join(web, 'src', 'desk', 'gql'));
await write(join(web, 'src', 'gql', 'possible-types.ts'), possibleTypes());

/** Types and documents of all `.graphql` files of a folder. Ends the process where one does not fit the schema. */
async function generate(queries, out) {
  const files = (await readdir(queries)).filter((name) => name.endsWith('.graphql')).sort();
  const documents = await Promise.all(
    files.map(async (name) => {
      const location = join(queries, name);
      const rawSDL = await readFile(location, 'utf8');
      return { location, rawSDL, document: parse(rawSDL) };
    }),
  );
  // Fragments are shared between files, so the documents are checked as one.
  const whole = { kind: 'Document', definitions: documents.flatMap(({ document }) => document.definitions) };
  const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
  const errors = validate(schemaAst, whole, rules);
  if (errors.length > 0) {
    for (const error of errors) console.error(String(error));
    process.exit(1);
  }
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: `${out}/`,
    presetConfig: { fragmentMasking: false },
    schema: parse(schemaText),
    schemaAst,
    documents,
    documentTransforms: [],
    profiler: { run: (work) => work(), collect: () => [] },
    config: {
      strictScalars: true,
      enumsAsConst: true,
      useTypeImports: true,
      scalars: {
        Locale: 'string',
        PartialDate: 'string',
        DateTime: 'string',
        JSONObject: 'Record<string, unknown>',
      },
    },
    plugins: [],
    pluginMap: {},
  });
  await mkdir(out, { recursive: true });
  for (const section of sections) {
    if (!section.filename.endsWith('graphql.ts')) continue;
    await write(section.filename, await codegen({ ...section, cache: section.cache }));
  }
}

/** Which types an interface or a union stands for: Apollo's cache needs it to match fragments. */
function possibleTypes() {
  const entries = Object.values(schemaAst.getTypeMap())
    .filter((type) => (isInterfaceType(type) || isUnionType(type)) && !type.name.startsWith('__'))
    .map((type) => [type.name, schemaAst.getPossibleTypes(type).map((possible) => possible.name)]);
  const json = JSON.stringify(Object.fromEntries(entries), null, 2);
  return `/* eslint-disable */\nexport const possibleTypes: Record<string, string[]> = ${json};\n`;
}

/** Leaves a file alone that would not change, so that watchers and build caches stay quiet. */
async function write(path, content) {
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== content) await writeFile(path, content);
}
