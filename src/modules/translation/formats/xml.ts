import { DOMImplementation, DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';

export type { Element as XmlElement } from '@xmldom/xmldom';

/** What the XML specification lets no document hold. */
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A new document with its root element. */
export function newXml(root: string, namespace: string | null = null): { document: Document; root: Element } {
  const document = new DOMImplementation().createDocument(namespace, root, null);
  const element = document.documentElement;
  if (!element) throw new Error('A document without root');
  return { document, root: element };
}

/** Adds an element with attributes and, where given, a text to a parent. Whatever the text holds, it stays a text. */
export function addElement(
  parent: Element,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  text?: string,
): Element {
  const document = parent.ownerDocument;
  if (!document) throw new Error('An element without document');
  const element = parent.namespaceURI
    ? document.createElementNS(parent.namespaceURI, name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, clean(value));
  if (text !== undefined) element.appendChild(document.createTextNode(clean(text)));
  parent.appendChild(element);
  return element;
}

function clean(text: string): string {
  return text.replace(NOT_XML, '');
}

export function writeXml(document: Document): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
}

/** The root of a document; null where it is no XML. Definitions of its own (DOCTYPE with entities) are refused. */
export function readXml(content: string): Element | null {
  if (/<!DOCTYPE[^>]*\[|<!ENTITY/iu.test(content)) return null;
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    return parser.parseFromString(content.replace(/^\ufeff/u, ''), 'text/xml').documentElement;
  } catch {
    return null;
  }
}

/** Descendants of that name, in the order of the document, whatever their namespace. */
export function elementsOf(parent: Element, ...names: readonly string[]): Element[] {
  return [...parent.getElementsByTagName('*')].filter((one) => names.includes(one.localName ?? one.tagName));
}

export function childrenOf(parent: Element, ...names: readonly string[]): Element[] {
  return elementsOf(parent, ...names).filter((one) => one.parentNode === parent);
}
