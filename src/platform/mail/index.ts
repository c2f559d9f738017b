export * from './mail.module';
export { type Letter, MailService } from './mail.service';
