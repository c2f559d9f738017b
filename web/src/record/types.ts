import type { RecordPageQuery } from '../gql/graphql';

export type PageRecord = NonNullable<RecordPageQuery['record']>;
export type RecordOf<Name extends PageRecord['__typename']> = Extract<PageRecord, { __typename: Name }>;
