import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language of a document's text, by which its passages are found; null where it was read before, or is none of ours. */
export class DocumentLocale1700000000013 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE document ADD COLUMN locale text');
    await queryRunner.query(
      `UPDATE document SET locale = (SELECT locale FROM document_import
         WHERE document_id = document.id AND locale IS NOT NULL ORDER BY finished_at DESC LIMIT 1)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE document DROP COLUMN locale');
  }
}
