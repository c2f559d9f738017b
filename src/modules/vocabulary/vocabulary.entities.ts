import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';

@Entity('locale')
export class LocaleEntity {
  @PrimaryColumn('text') tag!: Locale;
  @Column('text') name!: string;
  @Column('text', { name: 'english_name' }) englishName!: string;
  @Column('text', { name: 'postgres_dictionary', nullable: true }) postgresDictionary!: string | null;
  @Column('integer') position!: number;
}

@Entity('concept')
export class ConceptEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') scheme!: string;
  @Column('integer') position!: number;
  @Column('text', { name: 'broader_id', nullable: true }) broaderId!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) mappings!: JsonObject[];
  @Column('jsonb', { default: () => "'{}'" }) meta!: JsonObject;
}

@Entity('concept_label')
export class ConceptLabelEntity {
  @PrimaryColumn('text', { name: 'concept_id' }) conceptId!: string;
  @PrimaryColumn('text') locale!: Locale;
  @Column('text') label!: string;
  @Column('text', { array: true, default: () => "'{}'" }) alternatives!: string[];
  @Column('text', { nullable: true }) definition!: string | null;
}
