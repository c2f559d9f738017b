export * from './ingest.module';
export { ConfirmService } from './imports/confirm/confirm.service';
export { DecisionsService } from './imports/decisions.service';
export { DocumentImportEntity, ImportState } from './imports/import.entity';
export { ImportsService } from './imports/imports.service';
export { withParts } from './imports/whole-document';
export { TableKind } from './tables/table-kinds';
export { TablesService } from './tables/tables.service';
export { UnderstandingService } from './understanding';
