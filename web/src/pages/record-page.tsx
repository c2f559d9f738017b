import { NotFoundPage } from './not-found-page';

export function RecordPage() {
  return <NotFoundPage />;
}
