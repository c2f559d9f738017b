import type { EntityManager } from 'typeorm';

/** A card is meant for exactly those audiences for which its person consents to being found. */
export async function applyConsentedAudience(manager: EntityManager, contactId: string): Promise<void> {
  await manager.query(
    `UPDATE record SET audience = coalesce((
       SELECT array_agg(DISTINCT c.audience) FROM contact_consent c
       WHERE c.contact_id = record.id AND c.purpose = 'be-found' AND c.withdrawn_at IS NULL), '{}'),
       updated_at = now()
     WHERE id = $1 AND kind = 'CONTACT'`,
    [contactId],
  );
}
