/** `sendMessage` → `SendMessage`, `messages` → `Messages`. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Name that the schema of an operation's body has to bear: `sendMessage` → `SendMessageRequest`. */
export function requestName(operationId: string): string {
  return `${pascal(operationId)}Request`;
}

/** What the service is handed for an operation, defaults filled in: `sendMessage` → `SendMessageInput`. */
export function inputName(operationId: string): string {
  return `${pascal(operationId)}Input`;
}

/** Interface that implements a tag: `messages` → `MessagesService`. */
export function serviceName(tag: string): string {
  return `${pascal(tag)}Service`;
}

/** `#/components/schemas/Peer` → `Peer`. */
export function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
