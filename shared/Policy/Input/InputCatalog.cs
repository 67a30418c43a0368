using System.ComponentModel;

namespace Attestry.Policy.Input;

public sealed record InputCatalog(
    [property: Description("Digest of the image.")] string Image,
    [property: Description("os/architecture[/variant].")] string Platform,
    [property: Description("Who catalogued it.")] string Producer,
    [property: Description("Version of the catalogers.")] string Cataloger,
    [property: Description("When this result was recorded.")] DateTimeOffset RecordedAt,
    [property: Description("Of /etc/os-release: debian 12. Absent when there is none, as in a scratch image.")] string? Distribution = null);
