import { Injectable } from '@nestjs/common';
import { RecordKind } from '../../common/records';
import type { KindContributor } from './kind-contributor';

/** Where kinds register and others look them up. */
@Injectable()
export class KindRegistry {
  private readonly contributors = new Map<RecordKind, KindContributor>();

  register(contributor: KindContributor): void {
    if (this.contributors.has(contributor.kind))
      throw new Error(`Kind ${contributor.kind} is registered twice`);
    this.contributors.set(contributor.kind, contributor);
  }

  get(kind: RecordKind): KindContributor {
    const found = this.contributors.get(kind);
    if (!found) throw new Error(`Kind ${kind} is not registered`);
    return found;
  }

  all(): KindContributor[] {
    return [...this.contributors.values()];
  }
}
