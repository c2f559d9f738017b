import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../../common/json';
import type { Viewer } from '../../../../common/viewer';
import { actorOf, DraftingService, type NewDraft, SubmissionsService } from '../../../review';
import { DraftChangedError } from '../../../records';

export interface BegunDraft {
  id: string;
  recordId: string;
  lockVersion: number;
}

/** How confirmed proposals become drafts in review. Nothing of it publishes by itself. */
@Injectable()
export class ImportDrafting {
  constructor(
    private readonly drafting: DraftingService,
    private readonly submissions: SubmissionsService,
  ) {}

  /** A record of its own, with a draft. */
  begin(manager: EntityManager, viewer: Viewer, draft: NewDraft): Promise<BegunDraft> {
    return this.drafting.begin(manager, actorOf(viewer), draft);
  }

  /** The record's open draft, or one of what readers see, changed. Throws DRAFT_IN_REVIEW while a reviewer has it. */
  async revise(
    manager: EntityManager,
    viewer: Viewer,
    recordId: string,
    change: (content: JsonObject) => JsonObject,
  ): Promise<BegunDraft> {
    const actor = actorOf(viewer);
    const draft = await this.drafting.open(manager, actor, recordId);
    const content = change(draft.content);
    const result = await this.drafting.save(manager, actor, draft.id, draft.lockVersion, content);
    if (!result.saved) throw new DraftChangedError();
    return result.draft;
  }

  /** Hands the draft in for review. */
  async submit(
    manager: EntityManager,
    viewer: Viewer,
    draft: BegunDraft,
    note: string | null,
  ): Promise<void> {
    await this.submissions.submit(manager, actorOf(viewer), draft.id, draft.lockVersion, note);
  }
}
