namespace Attestry.Sigstore.Trust;

/// <summary>When a key or authority is trusted; both ends belong to it (sigstore_common.proto, TimeRange). A null end is open.</summary>
public sealed record ValidityWindow(DateTimeOffset? Start, DateTimeOffset? End)
{
    public bool Contains(DateTimeOffset time) => !(time < Start) && !(time > End);
}
