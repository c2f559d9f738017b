import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsArray, IsEnum, IsString } from 'class-validator';
import { LocaleScalar } from '../../../platform/graphql';
import { type RecordNode, RecordInterface } from '../../records';
import { Facet } from '../facets';
import { SearchBackend, SearchSort } from '../search-engine';

registerEnumType(Facet, {
  name: 'Facet',
  description: 'What results are counted and narrowed by. Values are ids; labels are in the answer.',
  valuesMap: {
    STATUS: {
      description:
        "the activity's own status (running, completed, not reported …), never the state of review",
    },
    YEAR: { description: 'every year from start to end' },
    COUNTRY: { description: 'ISO 3166-1 alpha-2' },
    CITY: { description: 'ids of cities' },
    NETWORK: { description: 'ids of networks' },
  },
});
registerEnumType(SearchSort, {
  name: 'SearchSort',
  valuesMap: { NEWEST: { description: "the activity's last date, else publication" } },
});
registerEnumType(SearchBackend, { name: 'SearchBackend' });

@InputType('FacetFilter')
export class FacetFilterInput {
  @Field(() => Facet) @IsEnum(Facet) facet!: Facet;
  @Field(() => [String], { description: 'values of one facet are alternatives; facets are joined by AND' })
  @IsArray()
  @IsString({ each: true })
  values!: string[];
}

@ObjectType('SourcePlace', { description: 'Where in a document a passage stands.' })
export class SourcePlaceType {
  @Field(() => ID) documentId!: string;
  @Field(() => Int, { nullable: true }) page!: number | null;
  @Field(() => Int, { nullable: true }) paragraph!: number | null;
  @Field(() => String, { nullable: true }) url!: string | null;
}

@ObjectType('SearchHit')
export class SearchHitType {
  @Field(() => RecordInterface) record!: RecordNode;
  @Field(() => String, {
    nullable: true,
    description: 'the best matching passage; matches stand between U+E000 and U+E001, the rest is plain text',
  })
  snippet!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'field in which it matched; `document`: in a passage of a document, see `source`',
  })
  matchedField!: string | null;
  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'language in which it matched, that of the snippet',
  })
  matchedLocale!: string | null;
  @Field(() => SourcePlaceType, { nullable: true, description: 'where in a document, for a passage' })
  source!: SourcePlaceType | null;
}

@ObjectType('FacetBucket')
export class FacetBucketType {
  @Field(() => String) value!: string;
  @Field(() => String, { description: "in the reader's language" }) label!: string;
  @Field(() => Int) count!: number;
}

@ObjectType('FacetCounts')
export class FacetCountsType {
  @Field(() => Facet) facet!: Facet;
  @Field(() => [FacetBucketType]) buckets!: FacetBucketType[];
}

@ObjectType('SearchResults')
export class SearchResultsType {
  @Field(() => Int, { description: 'exact' }) total!: number;
  @Field(() => Int) page!: number;
  @Field(() => Int) pageSize!: number;
  @Field(() => [SearchHitType]) hits!: SearchHitType[];
  @Field(() => SearchBackend) backend!: SearchBackend;
  @Field(() => Boolean, { description: 'true where the configured engine did not answer and another did' })
  degraded!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'the query as understood, where a word was taken for another',
  })
  correctedQuery!: string | null;
  @Field(() => [String], { description: 'words left out because too little matched with them' })
  droppedWords!: string[];
  @Field(() => Float) tookMs!: number;
}

@ObjectType('Suggestion')
export class SuggestionType {
  @Field(() => String) text!: string;
  @Field(() => RecordInterface, { nullable: true, description: 'absent for a theme' })
  record!: RecordNode | null;
}
