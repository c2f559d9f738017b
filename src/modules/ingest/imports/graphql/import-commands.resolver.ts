import { Args, Context, ID, Mutation, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../../../../common/errors';
import type { JsonValue } from '../../../../common/json';
import type { Viewer } from '../../../../common/viewer';
import type { GraphqlContext } from '../../../../platform/graphql';
import { I18nService } from '../../../../platform/i18n';
import { Access, type Operation } from '../../../identity';
import { DocumentsService } from '../../../documents';
import { ContentInvalidError } from '../../../records';
import { ConfirmService } from '../confirm/confirm.service';
import { DecisionsService } from '../decisions.service';
import { ImportRefusedError, RecordNotTheirsError } from '../import-errors';
import { ImportDecision, ImportMode } from '../import.entity';
import { requireOnDocument } from '../import.policy';
import { ImportsService } from '../imports.service';
import { AddedValues } from '../missing/added-values.service';
import { ImportSection } from '../value-path';
import { idOf } from './ids';
import { importView } from './import-view';
import { ImportRefusalType, ImportResult, ImportType } from './import.types';

type Answer = ImportType | ImportRefusalType;

const ids = { type: () => [ID] };
const id = { type: () => ID };

/** What a person does with an import. Each answers with the import as it is then, or with what stood in the way. */
@Resolver()
export class ImportCommandsResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: ImportsService,
    private readonly documents: DocumentsService,
    private readonly decisions: DecisionsService,
    private readonly added: AddedValues,
    private readonly confirming: ConfirmService,
    private readonly i18n: I18nService,
  ) {}

  @Access('import.run')
  @Mutation(() => ImportResult, {
    description:
      'Has a document read into proposals. Of one that was read already the import that is there comes back, unless `again` asks for another after it was confirmed.',
  })
  startImport(
    @Context() context: GraphqlContext,
    @Args('documentId', id) documentId: string,
    @Args('again', { type: () => Boolean, defaultValue: false }) again: boolean,
  ): Promise<Answer> {
    const { viewer } = context.request;
    return this.answer(context, async (manager) => {
      requireOnDocument(viewer, 'import.run', await this.documents.load(manager, idOf(documentId)));
      return (await this.imports.start(manager, documentId, viewer.account?.id ?? null, again)).id;
    });
  }

  @Access('import.run')
  @Mutation(() => ImportResult, {
    description: 'Ends a reading, or lays aside what was read. Keeps the file.',
  })
  cancelImport(@Context() context: GraphqlContext, @Args('id', id) importId: string): Promise<Answer> {
    return this.on(context, 'import.run', importId, (manager) => this.imports.cancel(manager, importId));
  }

  @Access('import.run')
  @Mutation(() => ImportResult, {
    description:
      'Reads again what failed or was cancelled. What a person said to a value stays where the same is read, and what was added stays.',
  })
  retryImport(@Context() context: GraphqlContext, @Args('id', id) importId: string): Promise<Answer> {
    return this.on(context, 'import.run', importId, (manager) => this.imports.retry(manager, importId));
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, {
    description:
      'ACCEPTED, REJECTED, or OPEN to take a decision or an edit back. What a person added is EDITED or REJECTED, never open.',
  })
  decideImportValues(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('valueIds', ids) valueIds: string[],
    @Args('decision', { type: () => ImportDecision }) decision: ImportDecision,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager, accountId) =>
      this.decisions.decide(manager, importId, valueIds.map(idOf), decision, accountId),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, {
    description: 'Accepts all values that are open, of one record or section if named.',
  })
  acceptImportValues(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('recordId', { ...id, nullable: true }) recordId?: string | null,
    @Args('section', { type: () => ImportSection, nullable: true }) section?: ImportSection | null,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager, accountId) =>
      this.decisions.acceptOpen(manager, importId, accountId, {
        recordId: recordId ?? null,
        section: section ?? null,
      }),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, { description: 'A person’s value, as JSON, in place of what was read.' })
  editImportValue(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('valueId', id) valueId: string,
    @Args('value', { type: () => String }) value: string,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager, accountId) =>
      this.decisions.edit(manager, importId, idOf(valueId), parse(value), accountId),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, {
    description: 'A person’s value, as JSON, for a field that the document tells nothing about.',
  })
  addImportValue(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('recordId', id) recordId: string,
    @Args('path', { type: () => String, description: 'one of the record’s `missing`' }) path: string,
    @Args('value', { type: () => String }) value: string,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager, accountId) =>
      this.added.add(manager, importId, idOf(recordId), path, parse(value), accountId),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, { description: 'Takes a value back that a person added.' })
  withdrawImportValue(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('valueId', id) valueId: string,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager) =>
      this.added.withdraw(manager, importId, idOf(valueId)),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, { description: 'Takes a proposed record out of the import, or back in.' })
  rejectImportRecord(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('recordId', id) recordId: string,
    @Args('rejected', { type: () => Boolean, defaultValue: true }) rejected: boolean,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager) =>
      this.decisions.reject(manager, importId, idOf(recordId), rejected),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, {
    description: 'Says which existing record it is another form of; NEW has none.',
  })
  aimImportRecord(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('recordId', id) recordId: string,
    @Args('mode', { type: () => ImportMode }) mode: ImportMode,
    @Args('targetId', { ...id, nullable: true }) targetId?: string | null,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager) =>
      this.decisions.aim(manager, importId, idOf(recordId), mode, targetId ? idOf(targetId) : null),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, {
    description: 'Makes one of several records of a kind; the first one’s title stays.',
  })
  joinImportRecords(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('recordIds', ids) recordIds: string[],
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager) =>
      this.decisions.join(manager, importId, recordIds.map(idOf)),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, { description: 'Makes a record of its own out of some values of another.' })
  splitImportRecord(
    @Context() context: GraphqlContext,
    @Args('importId', id) importId: string,
    @Args('recordId', id) recordId: string,
    @Args('valueIds', ids) valueIds: string[],
    @Args('title', { type: () => String }) title: string,
  ): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager) =>
      this.decisions.split(manager, importId, idOf(recordId), valueIds.map(idOf), title),
    );
  }

  @Access('import.confirm')
  @Mutation(() => ImportResult, {
    description: 'Makes drafts of what was accepted and hands them in for review. Publishes nothing.',
  })
  confirmImport(@Context() context: GraphqlContext, @Args('id', id) importId: string): Promise<Answer> {
    return this.on(context, 'import.confirm', importId, (manager) =>
      this.confirming.confirm(manager, context.request.viewer, importId),
    );
  }

  private on(
    context: GraphqlContext,
    operation: Operation,
    importId: string,
    work: (manager: EntityManager, accountId: string) => Promise<unknown>,
  ): Promise<Answer> {
    const { viewer } = context.request;
    return this.answer(context, async (manager) => {
      const { documentId } = await this.imports.load(manager, idOf(importId));
      requireOnDocument(viewer, operation, await this.documents.load(manager, documentId));
      await work(manager, accountOf(viewer));
      return importId;
    });
  }

  private async answer(
    { request }: GraphqlContext,
    work: (manager: EntityManager) => Promise<string>,
  ): Promise<Answer> {
    try {
      const entity = await this.dataSource.transaction(async (manager) =>
        this.imports.load(manager, await work(manager)),
      );
      const view = importView(entity, { i18n: this.i18n, locale: request.acceptedLocale });
      return Object.assign(new ImportType(), view);
    } catch (error) {
      if (!isExpected(error)) throw error;
      const { code, messageKey, parameters } = error;
      const problems = problemsOf(error);
      return Object.assign(new ImportRefusalType(), { code, messageKey, parameters, problems });
    }
  }
}

function problemsOf(error: CodedError): string[] {
  if (error instanceof RecordNotTheirsError) return [error.ref];
  return error instanceof ContentInvalidError ? error.problems.map(({ field }) => field) : [];
}

/** What a person can put right is an answer; who may not, and what is not there, are errors. */
function isExpected(error: unknown): error is CodedError {
  if (error instanceof ImportRefusedError || error instanceof ContentInvalidError) return true;
  if (error instanceof RecordNotTheirsError) return true;
  return error instanceof CodedError && (error.status === 409 || error.code === 'SLUG_TAKEN');
}

function accountOf({ account }: Viewer): string {
  if (!account) throw new CodedError('UNAUTHENTICATED', 'error.signInFirst', {}, 401);
  return account.id;
}

function parse(value: string): JsonValue {
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    throw new CodedError('BAD_USER_INPUT', 'error.import.valueForm', {}, 400);
  }
}
