import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Locale } from '../../../../common/locale';
import { RecordKind } from '../../../../common/records';
import { LocaleScalar, UserErrorInterface } from '../../../../platform/graphql';
import { ImportDecision, ImportMode, ImportStage, ImportState } from '../import.entity';
import { ImportFieldForm } from '../missing/missing-fields';
import { ImportSection } from '../value-path';

registerEnumType(ImportState, {
  name: 'ImportState',
  description: 'QUEUED and RUNNING are under way; READY waits for a person; the rest is over.',
});
registerEnumType(ImportStage, { name: 'ImportStage' });
registerEnumType(ImportMode, {
  name: 'ImportMode',
  description:
    'What becomes of a proposed record: NEW a record of its own; MERGE its values go into an existing one; LANGUAGE its texts are another language of it; VERSION it takes its place, and of a plan only the actions that the file has stay.',
});
registerEnumType(ImportDecision, { name: 'ImportDecision' });
registerEnumType(ImportFieldForm, {
  name: 'ImportFieldForm',
  description:
    'What a person says in a field: TEXT words of any length; PLAIN a name or address; DATE 2024, 2024-04 or 2024-04-01; NUMBER; NAMES a list of names; CONCEPT and CONCEPTS ids of the vocabulary; COST, FUNDING and RECORDS as an import has them.',
});
registerEnumType(ImportSection, {
  name: 'ImportSection',
  description: 'Parts of a record to look through at once.',
});

@ObjectType('StoredDocument', { description: 'A file that was handed in.' })
export class StoredDocumentType {
  @Field(() => ID) id!: string;
  @Field(() => String) fileName!: string;
  @Field(() => String, { nullable: true, description: 'by its content; null until it was read' })
  mediaType!: string | null;
  @Field(() => Float, { description: 'size in bytes' }) bytes!: number;
  @Field(() => String, { description: 'SHA-256 in hexadecimal digits' }) sha256!: string;
  @Field(() => Int, { nullable: true }) pageCount!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'null until it was read' }) hasPersonalData!:
    boolean | null;
  @Field(() => Boolean, { description: 'a person has released the file as it is' }) isCleared!: boolean;
  @Field(() => String, {
    description: 'where it is saved from; its text without personal data until it is cleared',
  })
  url!: string;
}

@ObjectType('ImportSource', { description: 'The place of a value in the document.' })
export class ImportSourceType {
  @Field(() => String, { description: 'the words of that place, personal data struck out' }) quote!: string;
  @Field(() => Int, { nullable: true }) page!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'number of the paragraph; the one a page gives it, where it does',
  })
  paragraph!: number | null;
  @Field(() => String, { nullable: true }) sheet!: string | null;
  @Field(() => String, { nullable: true, description: 'first cell, e.g. B7' }) cell!: string | null;
  @Field(() => Int, { nullable: true }) slide!: number | null;
  @Field(() => String, { nullable: true, description: 'path inside an archive' }) file!: string | null;
}

@ObjectType('ImportNote', { description: 'Something a person should know about how the document was read.' })
export class ImportNoteType {
  @Field(() => String, { description: 'stable; what software decides by' }) code!: string;
  @Field(() => String, { description: "in the reader's language" }) message!: string;
  @Field(() => ImportSourceType, { nullable: true }) source!: ImportSourceType | null;
  @Field(() => String, { nullable: true, description: 'ref of the record that it is about' }) ref!:
    string | null;
}

@ObjectType('ImportFailure')
export class ImportFailureType {
  @Field(() => String) code!: string;
  @Field(() => String, { description: "in the reader's language" }) message!: string;
}

@ObjectType('ImportProgress')
export class ImportProgressType {
  @Field(() => ImportStage, { nullable: true }) stage!: ImportStage | null;
  @Field(() => Int, { description: 'pages, sheets, slides or files that are read' }) done!: number;
  @Field(() => Int, { description: '0 where it is not known yet' }) total!: number;
  @Field(() => Int, {
    nullable: true,
    description:
      'seconds that this stage will take at the speed it had so far; null while nothing can be said',
  })
  secondsLeft!: number | null;
}

@ObjectType('ImportMatch', { description: 'An existing record that a proposed one may be another form of.' })
export class ImportMatchType {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => RecordKind) kind!: RecordKind;
  @Field(() => Float, { description: '0 to 1' }) confidence!: number;
  @Field(() => String, { description: 'stable reason, e.g. same-title' }) why!: string;
}

@ObjectType('ImportValue', { description: 'One value that was read, with the place it was read from.' })
export class ImportValueType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'path in the draft, e.g. `texts.problem`, `fields.cost`, `start`' })
  path!: string;
  @Field(() => ImportSection) section!: ImportSection;
  @Field(() => String, { description: 'as JSON: a text, a number, a list or an object as the draft has it' })
  value!: string;
  @Field(() => String, {
    description: 'what was read, as JSON, whatever a person made of it; null for what a person added',
  })
  proposed!: string;
  @Field(() => Float, { description: '0 a guess, 1 stands there word for word' }) confidence!: number;
  @Field(() => String, {
    description:
      'extracted: words of the document; summary: sentences of it, chosen; source-mapping; model: proposed by a language model; person: added by somebody who looked it through, with no place in the document',
  })
  origin!: string;
  @Field(() => String, {
    nullable: true,
    description: 'the words of the source where the value is another form of them',
  })
  asWritten!: string | null;
  @Field(() => LocaleScalar, { nullable: true, description: 'where it differs from the record’s' })
  locale!: Locale | null;
  @Field(() => [ImportSourceType]) sources!: ImportSourceType[];
  @Field(() => ImportDecision) decision!: ImportDecision;
}

@ObjectType('ImportUnplaced', { description: 'A passage that went into no field.' })
export class ImportUnplacedType {
  @Field(() => String, { nullable: true }) heading!: string | null;
  @Field(() => String) text!: string;
  @Field(() => ImportSourceType) source!: ImportSourceType;
}

@ObjectType('ImportField', { description: 'A field of a proposed record that has no value.' })
export class ImportFieldType {
  @Field(() => String, {
    description: 'path in the draft; `texts.milestones.*.title` for one more of a list',
  })
  path!: string;
  @Field(() => ImportSection) section!: ImportSection;
  @Field(() => ImportFieldForm) form!: ImportFieldForm;
  @Field(() => String, { nullable: true, description: 'scheme of the vocabulary, of concepts' })
  scheme!: string | null;
}

@ObjectType('ImportRecord', { description: 'A record that the document could become.' })
export class ImportRecordType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'its name within the import, e.g. action-1' }) ref!: string;
  @Field(() => String, { nullable: true, description: 'the plan of an action' }) parentRef!: string | null;
  @Field(() => RecordKind) kind!: RecordKind;
  @Field(() => LocaleScalar) sourceLocale!: Locale;
  @Field(() => ImportMode) mode!: ImportMode;
  @Field(() => ID, { nullable: true, description: 'the existing record of the mode; null for NEW' })
  targetId!: string | null;
  @Field(() => [ImportMatchType]) matches!: ImportMatchType[];
  @Field(() => Boolean) isRejected!: boolean;
  @Field(() => [ImportValueType]) values!: ImportValueType[];
  @Field(() => [ImportFieldType], {
    description: 'what the document tells nothing about and a person may add',
  })
  missing!: ImportFieldType[];
  @Field(() => [ImportUnplacedType]) unplaced!: ImportUnplacedType[];
  @Field(() => ID, { nullable: true, description: 'the draft it became; null until it is confirmed' })
  draftId!: string | null;
  @Field(() => ID, { nullable: true }) recordId!: string | null;
}

@ObjectType('ImportPersonalDatum', {
  description: 'That something tells who a person is, and where; never what it says.',
})
export class ImportPersonalDatumType {
  @Field(() => String, { description: 'name, email or telephone' }) datum!: string;
  @Field(() => Int, { nullable: true, description: 'data of one person have one number' }) person!:
    number | null;
  @Field(() => Boolean, { description: 'false for somebody whose words are quoted' })
  becomesContact!: boolean;
  @Field(() => ImportSourceType) source!: ImportSourceType;
}

@ObjectType('Import', { description: 'A document on its way into drafts.' })
export class ImportType {
  @Field(() => ID) id!: string;
  documentId!: string;
  @Field(() => ImportState) state!: ImportState;
  @Field(() => ImportProgressType) progress!: ImportProgressType;
  @Field(() => ImportFailureType, { nullable: true }) failure!: ImportFailureType | null;
  @Field(() => [ImportNoteType]) notes!: ImportNoteType[];
  @Field(() => String, {
    nullable: true,
    description:
      'plan, practice, event, network, membership, contacts, actions or other; null until it was read',
  })
  documentKind!: string | null;
  @Field(() => LocaleScalar, { nullable: true, description: 'of most of the document' })
  locale!: Locale | null;
  @Field(() => Date) createdAt!: Date;
  @Field(() => Date, { nullable: true }) finishedAt!: Date | null;
}

@ObjectType('ImportRefusal', {
  implements: () => [UserErrorInterface],
  description:
    'Codes: IMPORT_NOT_READY, IMPORT_NOT_RUNNING, IMPORT_NOT_FAILED, IMPORT_VALUE_MISSING, IMPORT_VALUE_THERE, IMPORT_VALUE_UNFIT, IMPORT_VALUE_READ, IMPORT_RECORD_MISSING, IMPORT_TARGET_UNFIT, IMPORT_JOIN_UNFIT, IMPORT_SPLIT_UNFIT, IMPORT_NOTHING_ACCEPTED, CONTENT_INVALID (with `problems`), FORBIDDEN of one record (its ref in `problems`), SLUG_TAKEN, and those of review.',
})
export class ImportRefusalType extends UserErrorInterface {
  @Field(() => [String], {
    description:
      'places in the drafts that are not right yet, e.g. `plan: fields.planKind`; the ref of a record that is not theirs, e.g. `plan`',
  })
  problems!: string[];
}

export const ImportResult = createUnionType({
  name: 'ImportResult',
  types: () => [ImportType, ImportRefusalType] as const,
  resolveType: (value: ImportType | ImportRefusalType) =>
    value instanceof ImportRefusalType ? ImportRefusalType : ImportType,
});
