import type { Request } from 'express';
import type { Viewer } from '../../common/viewer';

/** Tells who sends a request. The identity module provides it. */
export interface ViewerSource {
  viewerOf(request: Request): Promise<Viewer>;
}

export const VIEWER_SOURCE = Symbol('VIEWER_SOURCE');
