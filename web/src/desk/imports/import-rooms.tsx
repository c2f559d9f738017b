import { useRoutes } from 'react-router';
import { NotFoundPage } from '../../pages/not-found-page';
import { CategoriesPage } from './categories/categories-page';
import { ImportPage } from './import-page';
import { ImportsPage } from './imports-page';
import { TablePage } from './tables/table-page';
import './imports.css';

/** The pages about imports; paths count from `/<locale>/desk/imports`. */
export function ImportRooms() {
  return useRoutes([
    { path: '', element: <ImportsPage /> },
    { path: 'tables/:documentId', element: <TablePage /> },
    { path: 'categories/:id', element: <CategoriesPage /> },
    { path: ':id', element: <ImportPage /> },
    { path: '*', element: <NotFoundPage /> },
  ]);
}
