import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('contact_card')
export class ContactCardEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'organisation_id', nullable: true }) organisationId!: string | null;
  @Column('uuid', { name: 'city_id', nullable: true }) cityId!: string | null;
  @Column('text', { name: 'spoken_languages', array: true, default: () => "'{}'" })
  spokenLanguages!: string[];
}

@Entity('contact_address')
export class ContactAddressEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'contact_id' }) contactId!: string;
  @Column('text', { name: 'address_kind' }) addressKind!: 'email' | 'telephone';
  @Column('bytea') ciphertext!: Buffer;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

@Entity('contact_consent')
export class ContactConsentEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'contact_id' }) contactId!: string;
  @Column('text') purpose!: 'be-found' | 'be-asked';
  @Column('text') audience!: string;
  @Column('text') wording!: string;
  @Column('date', { name: 'given_on' }) givenOn!: string;
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) withdrawnAt!: Date | null;
}
