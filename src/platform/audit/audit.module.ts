import { Global, Module } from '@nestjs/common';
import { AuditRetention } from './audit-retention';
import { AuditTrail } from './audit-trail';

@Global()
@Module({ providers: [AuditTrail, AuditRetention], exports: [AuditTrail] })
export class AuditModule {}
