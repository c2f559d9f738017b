export * from './ingest.module';
export { ConfirmService } from './imports/confirm/confirm.service';
export { DecisionsService } from './imports/decisions.service';
export { ImportsService } from './imports/imports.service';
