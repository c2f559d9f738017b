import { Global, Module } from '@nestjs/common';
import { AddressCipher } from './address-cipher';

@Global()
@Module({ providers: [AddressCipher], exports: [AddressCipher] })
export class AddressesModule {}
