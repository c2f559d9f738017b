import { type OperationVariables, type TypedDocumentNode } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { useDeskWords } from '../use-desk-words';

/** Why something was not done, in the person's language. `field`: which field of the form it is about. */
export interface Failure {
  code: string;
  message: string;
  field: string | null;
  /** the API's whole answer, where it holds more than the sentence */
  answer?: Record<string, unknown>;
}

type Outcome<T> = { done: T } | { failure: Failure };

/** An answer of a mutation whose failures are types beside its success. */
interface MaybeFailure {
  __typename?: string;
  code?: string;
  message?: string;
  field?: string | null;
}

/**
 * Does one thing and tells how it went. `pick` takes the mutation's answer out of its data. A failure that the API
 * expects, one that it does not, and a network that is gone all end as a sentence.
 */
export function useAction<D, V extends OperationVariables, T extends object>(
  mutation: TypedDocumentNode<D, V>,
  pick: (data: D) => T,
): {
  run: (variables: V) => Promise<Outcome<Exclude<T, { message: string; code: string }>>>;
  isBusy: boolean;
  failure: Failure | null;
  /** the failure's sentence where it is about this field */
  about: (field: string) => string | null;
  forget: () => void;
} {
  const client = useApolloClient();
  const words = useDeskWords();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const fail = (reason: Failure) => {
    setFailure(reason);
    return { failure: reason };
  };
  const run = async (variables: V) => {
    setBusy(true);
    setFailure(null);
    try {
      const { data } = await client.mutate({ mutation, variables } as Parameters<typeof client.mutate>[0]);
      const answer = pick(data as D) as T & MaybeFailure;
      if (typeof answer.code === 'string' && typeof answer.message === 'string') {
        return fail({
          code: answer.code,
          message: answer.message,
          field: answer.field ?? null,
          answer: answer as unknown as Record<string, unknown>,
        });
      }
      return { done: answer as unknown as Exclude<T, { message: string; code: string }> };
    } catch (error) {
      const told = CombinedGraphQLErrors.is(error) ? error.errors[0] : undefined;
      return fail({
        code: String(told?.extensions?.['code'] ?? 'NETWORK'),
        message: told?.message ?? words('failure.network'),
        field: null,
      });
    } finally {
      setBusy(false);
    }
  };
  return {
    run,
    isBusy,
    failure,
    about: (field) => (failure?.field === field ? failure.message : null),
    forget: () => setFailure(null),
  };
}
