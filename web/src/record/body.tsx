import { ActionBody } from './action';
import { CityBody } from './city';
import { ContactBody } from './contact';
import { EventBody } from './event';
import { MethodBody } from './method';
import { NetworkBody } from './network';
import { OrganisationBody } from './organisation';
import { PlanBody } from './plan';
import { PracticeBody } from './practice';
import type { PageRecord } from './types';

/** What a kind of record tells beyond what all records do. */
export function RecordBody({ record }: { record: PageRecord }) {
  switch (record.__typename) {
    case 'Practice':
      return <PracticeBody record={record} />;
    case 'Plan':
      return <PlanBody record={record} />;
    case 'Action':
      return <ActionBody record={record} />;
    case 'Event':
      return <EventBody record={record} />;
    case 'City':
      return <CityBody record={record} />;
    case 'Network':
      return <NetworkBody record={record} />;
    case 'Organisation':
      return <OrganisationBody record={record} />;
    case 'Method':
      return <MethodBody record={record} />;
    case 'Contact':
      return <ContactBody record={record} />;
  }
}
