import { Component, type ReactNode } from 'react';
import { Broken } from '../ui/broken';

/** A page that fails in the browser shows what to do next, inside the frame that still works. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken onRetry={() => window.location.reload()} /> : this.props.children;
  }
}
