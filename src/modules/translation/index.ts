export { ASK_BELOW, type DetectedLanguage, detectLanguage, prepareDetection } from './detection';
