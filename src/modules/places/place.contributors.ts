import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import {
  type AdditionalWords,
  type FacetValues,
  type KindContributor,
  KindRegistry,
  type RecordContent,
  rowsById,
} from '../records';
import { conceptNode, VocabularyService } from '../vocabulary';
import { CityFields, type ExonymContent, OrganisationFields } from './place.content';
import { CityEntity, OrganisationEntity } from './place.entities';
import { membershipFacets, membershipWords, networksOfMember } from './membership-search';

@Injectable()
export class CityContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.CITY;
  readonly typeName = 'City';
  readonly fieldsType = CityFields;
  readonly textFields = [
    { path: 'title', weight: 'title', translated: 'never' },
    { path: 'summary', weight: 'summary' },
  ] as const;

  constructor(
    private readonly kinds: KindRegistry,
    private readonly vocabulary: VocabularyService,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as CityFields;
    await manager.upsert(
      CityEntity,
      {
        id,
        cityKind: fields.cityKind,
        countryCode: fields.countryCode,
        exonyms: fields.exonyms ?? [],
        lauCode: fields.lau?.code ?? null,
        lauYear: fields.lau?.year ?? null,
        nutsCode: fields.nuts?.code ?? null,
        nutsYear: fields.nuts?.year ?? null,
        population: fields.population?.count ?? null,
        populationYear: fields.population?.year ?? null,
        populationSource: fields.population?.source ?? null,
        latitude: fields.latitude ?? null,
        longitude: fields.longitude ?? null,
        languages: fields.languages,
        website: fields.website ?? null,
      },
      ['id'],
    );
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, city_kind AS "cityKind", country_code AS "countryCode", exonyms, lau_code AS "lauCode",
         lau_year AS "lauYear", nuts_code AS "nutsCode", nuts_year AS "nutsYear", population,
         population_year AS "populationYear", population_source AS "populationSource", latitude, longitude,
         languages, website
       FROM city WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    const kind = String(details['cityKind']);
    return { ...details, cityKind: keyInWords(kind), cityKindConcept: conceptNode(kind, shownLocale) };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const details = await this.loadDetails(manager, ids);
    const groups = await membershipFacets(manager, ids);
    return new Map(
      [...details].map(([id, city]) => {
        const population = city['population'] as number | null;
        const band =
          this.vocabulary.bandOf('population-band', population)?.id ?? 'population-band/not-reported';
        return [
          id,
          {
            COUNTRY: [String(city['countryCode'])],
            POPULATION_BAND: [band],
            TARGET_GROUP: groups.get(id) ?? [],
          },
        ];
      }),
    );
  }

  /** A city is found by its names in every language and their inflected forms, and by its parts in networks. */
  async loadAdditionalWords(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, AdditionalWords[]>> {
    const words = await membershipWords(manager, ids);
    for (const [id, city] of await this.loadDetails(manager, ids)) {
      const names = (city['exonyms'] as unknown as ExonymContent[]).flatMap(({ name, forms }) => [
        name,
        ...forms,
      ]);
      const own = [...new Set(names)].map((text): AdditionalWords => ({
        locale: null,
        weight: 'title',
        field: 'exonyms',
        text,
      }));
      words.set(id, [...own, ...(words.get(id) ?? [])]);
    }
    return words;
  }

  /** Its networks are found by what it does there, if everybody who sees them may see it. */
  loadDependents(manager: EntityManager, recordId: string): Promise<string[]> {
    return networksOfMember(manager, recordId);
  }
}

@Injectable()
export class OrganisationContributor implements KindContributor, OnModuleInit {
  readonly kind = RecordKind.ORGANISATION;
  readonly typeName = 'Organisation';
  readonly fieldsType = OrganisationFields;
  readonly textFields = [
    { path: 'title', weight: 'title', translated: 'never' },
    { path: 'summary', weight: 'summary' },
  ] as const;

  constructor(private readonly kinds: KindRegistry) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async apply(manager: EntityManager, id: string, content: RecordContent): Promise<void> {
    const fields = content.fields as unknown as OrganisationFields;
    await manager.upsert(
      OrganisationEntity,
      {
        id,
        organisationKind: fields.organisationKind,
        parentId: fields.parent ?? null,
        cityId: fields.city ?? null,
        alternativeNames: fields.alternativeNames,
        website: fields.website ?? null,
        functionalMailbox: fields.functionalMailbox ?? null,
      },
      ['id'],
    );
  }

  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>> {
    return rowsById(
      manager,
      `SELECT id, organisation_kind AS "organisationKind", parent_id AS "parentId", city_id AS "cityId",
         alternative_names AS "alternativeNames", website, functional_mailbox AS "functionalMailbox"
       FROM organisation WHERE id = ANY($1::uuid[])`,
      ids,
    );
  }

  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown> {
    return { ...details, organisationKind: conceptNode(String(details['organisationKind']), shownLocale) };
  }

  async loadFacets(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>> {
    const groups = await membershipFacets(manager, ids);
    return new Map(ids.map((id) => [id, { TARGET_GROUP: groups.get(id) ?? [] }]));
  }

  async loadAdditionalWords(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, AdditionalWords[]>> {
    const words = await membershipWords(manager, ids);
    for (const [id, organisation] of await this.loadDetails(manager, ids)) {
      const own = (organisation['alternativeNames'] as string[]).map((text): AdditionalWords => ({
        locale: null,
        weight: 'title',
        field: 'alternativeNames',
        text,
      }));
      words.set(id, [...own, ...(words.get(id) ?? [])]);
    }
    return words;
  }

  /** Its networks are found by what it does there, if everybody who sees them may see it. */
  loadDependents(manager: EntityManager, recordId: string): Promise<string[]> {
    return networksOfMember(manager, recordId);
  }
}

/** `city-kind/metropolitan-association` → `metropolitan association`. */
export function keyInWords(conceptId: string): string {
  return conceptId.slice(conceptId.indexOf('/') + 1).replaceAll('-', ' ');
}
