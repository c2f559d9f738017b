import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Audience, PUBLIC_AUDIENCE } from '../../common/records';
import { AddressCipher } from '../../platform/addresses';
import { RecordChanges } from '../records';
import { applyConsentedAudience } from './consented-audience';
import { ContactAddressEntity, ContactCardEntity, ContactConsentEntity } from './contact.entities';

export interface Consent {
  purpose: 'be-found' | 'be-asked';
  audience: Audience;
  /** the words that the person agreed to */
  wording: string;
  /** ISO 8601 day */
  givenOn: string;
}

/** What a person lets others do with their card and their addresses. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly cipher: AddressCipher,
    private readonly changes: RecordChanges,
  ) {}

  /** An empty card for a person who has not agreed to anything yet: it has no words, so nobody finds it. */
  async awaitConsent(manager: EntityManager, contactId: string): Promise<void> {
    await manager.insert(ContactCardEntity, { id: contactId });
  }

  /** Keeps an address, encrypted. It is used by the broker alone and never shown. */
  async addAddress(
    manager: EntityManager,
    contactId: string,
    addressKind: 'email' | 'telephone',
    address: string,
  ): Promise<void> {
    await manager.insert(ContactAddressEntity, {
      contactId,
      addressKind,
      ciphertext: this.cipher.encrypt(address),
    });
  }

  /** Puts a consent on file; the card's audience and its place in the index follow in the same transaction. */
  async giveConsent(manager: EntityManager, contactId: string, consent: Consent): Promise<void> {
    // A renewed consent takes the place of the one before, whose wording and date stay on file.
    await this.endConsent(manager, contactId, consent.purpose, consent.audience);
    await manager.insert(ContactConsentEntity, { contactId, ...consent });
    await this.applyConsent(manager, contactId);
  }

  async withdrawConsent(
    manager: EntityManager,
    contactId: string,
    purpose: Consent['purpose'],
    audience: Audience = PUBLIC_AUDIENCE,
  ): Promise<void> {
    await this.endConsent(manager, contactId, purpose, audience);
    await this.applyConsent(manager, contactId);
  }

  private async endConsent(
    manager: EntityManager,
    contactId: string,
    purpose: Consent['purpose'],
    audience: Audience,
  ): Promise<void> {
    await manager.query(
      `UPDATE contact_consent SET withdrawn_at = now()
       WHERE contact_id = $1 AND purpose = $2 AND audience = $3 AND withdrawn_at IS NULL`,
      [contactId, purpose, audience],
    );
  }

  private async applyConsent(manager: EntityManager, contactId: string): Promise<void> {
    await applyConsentedAudience(manager, contactId);
    await this.changes.announce(manager, [contactId]);
  }
}
