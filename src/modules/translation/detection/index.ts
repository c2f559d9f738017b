export { ASK_BELOW, detectLanguage, type DetectedLanguage, prepareDetection } from './detect-language';
