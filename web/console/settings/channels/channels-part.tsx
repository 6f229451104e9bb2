export function ChannelsPart() {
  return <div className="settings-body" />;
}
