import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Meilisearch has not been told yet. */
export class SearchPush1700000000011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE search_push');
  }
}

// A row per record however often it changes, so that a server that was away for long is told of each once, many at a
// time. No foreign key to record: one that is gone has to be taken out, too.
const UP = `
CREATE TABLE search_push (
  record_id uuid NOT NULL,
  -- a greater one with each change, so that what changes while it is being carried over is carried over again
  turn bigint GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT search_push_pk PRIMARY KEY (record_id)
);
CREATE INDEX search_push_turn ON search_push (turn);
`;
