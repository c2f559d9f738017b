import {
  Args,
  Context,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { type GraphqlContext, LocaleScalar, UserErrorInterface } from '../../../platform/graphql';
import { Access, CurrentViewer } from '../../identity';
import { RecordReader } from '../../records';
import type { Term } from '../glossary/glossary.query';
import {
  DEFINITION_LENGTH,
  GlossaryFormat,
  GlossaryService,
  TERM_LENGTH,
  type TermInput,
} from '../glossary/glossary.service';
import { refused, TranslationRefusalType } from './translation.types';
import { requireId } from './translation-input';

registerEnumType(GlossaryFormat, {
  name: 'GlossaryFormat',
  valuesMap: {
    CSV: {
      description:
        'language, term, leave as is; then a column by language (`sk`) and one for its definition (`sk definition`)',
    },
    TBX: { description: 'TBX-Basic, ISO 30042:2019; 2008 is read, too' },
  },
});

@ObjectType('GlossaryEntry', { description: 'What stands for a term in one language, and what it means.' })
export class GlossaryEntryType {
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => String, { nullable: true }) rendering!: string | null;
  @Field(() => String, { nullable: true }) definition!: string | null;
}

@ObjectType('GlossaryTerm')
export class GlossaryTermType {
  @Field(() => ID) id!: string;
  @Field(() => ID) networkId!: string;
  @Field(() => LocaleScalar, { description: "the term's language" }) locale!: string;
  @Field(() => String) term!: string;
  @Field(() => Boolean, { description: 'true: stays as it is where no rendering says otherwise' })
  leaveAsIs!: boolean;
  @Field(() => [GlossaryEntryType]) entries!: GlossaryEntryType[];
}

@InputType()
export class GlossaryEntryInput {
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => String, { nullable: true, description: 'up to 200 characters' }) rendering?: string | null;
  @Field(() => String, { nullable: true, description: 'up to 1,000 characters' }) definition?: string | null;
}

@InputType()
export class GlossaryTermInput {
  @Field(() => ID, { nullable: true, description: 'left out: a new term' }) id?: string | null;
  @Field(() => ID) networkId!: string;
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => String, { description: 'up to 200 characters; found in texts inflected, too' }) term!: string;
  @Field(() => Boolean, { defaultValue: false }) leaveAsIs!: boolean;
  @Field(() => [GlossaryEntryInput], { defaultValue: [] }) entries!: GlossaryEntryInput[];
}

@ObjectType('GlossaryImported')
export class GlossaryImportedType {
  @Field(() => Int) added!: number;
  @Field(() => Int) changed!: number;
  @Field(() => Int) unchanged!: number;
}

@ObjectType('GlossaryImportProblem')
export class GlossaryImportProblemType {
  @Field(() => String, { description: '`line 3`, `entry c12`, `term 7`, `file`' }) place!: string;
  @Field(() => String, {
    description:
      'no-header, unknown-column, unknown-language, no-term, no-tbx, too-long, too-many, says-nothing, twice',
  })
  problem!: string;
  @Field(() => String, { description: 'what stands there' }) found!: string;
}

@ObjectType('GlossaryImportRefusal', {
  implements: () => UserErrorInterface,
  description: 'IMPORT_UNREADABLE: nothing of the file was taken over. Every problem is named, up to 100.',
})
export class GlossaryImportRefusalType extends UserErrorInterface {
  @Field(() => [GlossaryImportProblemType]) problems!: GlossaryImportProblemType[];
}

const GlossaryTermResult = createUnionType({
  name: 'GlossaryTermResult',
  types: () => [GlossaryTermType, TranslationRefusalType] as const,
  resolveType: (value: object) =>
    value instanceof TranslationRefusalType ? 'TranslationRefusal' : 'GlossaryTerm',
});
const GlossaryImportResult = createUnionType({
  name: 'GlossaryImportResult',
  types: () => [GlossaryImportedType, GlossaryImportRefusalType] as const,
  resolveType: (value: object) =>
    value instanceof GlossaryImportRefusalType ? 'GlossaryImportRefusal' : 'GlossaryImported',
});

@Resolver()
export class GlossaryResolver {
  constructor(
    private readonly glossaries: GlossaryService,
    private readonly reader: RecordReader,
  ) {}

  @Access('anyone')
  @Query(() => [GlossaryTermType], {
    description: 'Terms of a network that the reader may see, by alphabet.',
  })
  async glossary(
    @Context() { request }: GraphqlContext,
    @Args('networkId', { type: () => ID }) networkId: string,
  ): Promise<GlossaryTermType[]> {
    const network = await this.reader.load(request, requireId(networkId));
    return network ? (await this.glossaries.load(network.id)).map(shown) : [];
  }

  @Access('glossary.edit')
  @Mutation(() => GlossaryTermResult, {
    description:
      'From now on machines keep to it. Codes: TERM_EMPTY, TERM_TOO_LONG, TERM_TWICE, TERM_SAYS_NOTHING.',
  })
  async saveGlossaryTerm(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: GlossaryTermInput,
  ): Promise<GlossaryTermType | TranslationRefusalType> {
    const saved = await this.glossaries.save(viewer, input.id ? requireId(input.id) : null, termOf(input));
    if (typeof saved !== 'string') return shown(saved);
    return refused(saved, 'term', {
      term: input.term.slice(0, 200),
      max: `${TERM_LENGTH} / ${DEFINITION_LENGTH}`,
    });
  }

  @Access('glossary.edit')
  @Mutation(() => Boolean, { description: 'Texts that were translated with it stay as they are.' })
  async removeGlossaryTerm(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<boolean> {
    await this.glossaries.remove(viewer, requireId(id));
    return true;
  }

  @Access('glossary.edit')
  @Mutation(() => GlossaryImportResult, {
    description:
      'All of a file or nothing. Terms that are there already are brought in line; none is removed.',
  })
  async importGlossary(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID }) networkId: string,
    @Args('format', { type: () => GlossaryFormat }) format: GlossaryFormat,
    @Args('content', { description: 'the file as text' }) content: string,
  ): Promise<unknown> {
    const result = await this.glossaries.import(viewer, requireId(networkId), format, content);
    if (!Array.isArray(result)) return result;
    const [first] = result;
    return Object.assign(new GlossaryImportRefusalType(), {
      ...refused('IMPORT_UNREADABLE', 'content', {
        format,
        problem: [first?.place, first?.problem, first?.found].filter(Boolean).join(', '),
      }),
      problems: result.slice(0, 100),
    });
  }

  @Access('glossary.edit')
  @Query(() => String, { description: 'the file as text' })
  exportGlossary(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID }) networkId: string,
    @Args('format', { type: () => GlossaryFormat }) format: GlossaryFormat,
  ): Promise<string> {
    return this.glossaries.export(viewer, requireId(networkId), format);
  }

  @Access('glossary.edit')
  @Query(() => String, { description: 'What people translated of the network’s records, as TMX 1.4b.' })
  exportTranslationMemory(
    @CurrentViewer() viewer: Viewer,
    @Args('networkId', { type: () => ID }) networkId: string,
  ): Promise<string> {
    return this.glossaries.exportMemory(viewer, requireId(networkId));
  }
}

function termOf({ networkId, locale, term, leaveAsIs, entries }: GlossaryTermInput): TermInput {
  const part = (name: 'rendering' | 'definition'): Partial<Record<Locale, string>> =>
    Object.fromEntries(entries.flatMap((entry) => (entry[name] ? [[entry.locale, entry[name]]] : [])));
  return {
    networkId: requireId(networkId),
    locale,
    term,
    leaveAsIs,
    renderings: part('rendering'),
    definitions: part('definition'),
  };
}

function shown({ renderings, definitions, ...term }: Term): GlossaryTermType {
  const locales = [...new Set([...Object.keys(renderings), ...Object.keys(definitions)])].sort();
  return {
    ...term,
    entries: locales.map((locale) => ({
      locale,
      rendering: renderings[locale] ?? null,
      definition: definitions[locale] ?? null,
    })),
  };
}
