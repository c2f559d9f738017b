import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import { RecordKind } from '../../common/records';
import { type KindContributor, KindRegistry, type RecordContent, rowsById } from '../records';
import { applyConsentedAudience } from './consented-audience';
import { ContactFields } from './contact.content';
import { ContactCardEntity } from './contact.entities';

@Injectable()
export class ContactContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.CONTACT;
  readonly typeName = 'Contact';
  readonly fieldsType = ContactFields;
  // A person's name, and what they say of themselves, goes to no engine.
  readonly textFields = [
    { path: 'title', weight: 'title', translated: 'never' },
    { path: 'summary', weight: 'summary', translated: 'never' },
    { path: 'role', weight: 'field', translated: 'never' },
  ] as const;

  constructor(private readonly kinds: KindRegistry) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as ContactFields;
    await manager.upsert(
      ContactCardEntity,
      {
        id,
        organisationId: fields.organisation ?? null,
        cityId: fields.city ?? null,
        spokenLanguages: fields.spokenLanguages,
      },
      ['id'],
    );
    // Whatever audience the draft names: it may be older than the person's withdrawal.
    await applyConsentedAudience(manager, id);
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, organisation_id AS "organisationId", city_id AS "cityId", spoken_languages AS "spokenLanguages"
       FROM contact_card WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject): Record<string, unknown> {
    return details;
  }

  /** A card is found only while consent to being found is on file. */
  async filterFindable(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `SELECT DISTINCT contact_id AS id FROM contact_consent
       WHERE contact_id = ANY($1::uuid[]) AND purpose = 'be-found' AND withdrawn_at IS NULL`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}
