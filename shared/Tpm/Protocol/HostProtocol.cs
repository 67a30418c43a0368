using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Attestry.Primitives.Limits;

namespace Attestry.Tpm.Protocol;

/// <summary>
/// What a host and the collector say to each other, version 1: JSON over HTTPS, the host always calls. Every request carries an
/// API key of the role <c>agent</c>; after activation every request about the host also carries <see cref="TokenHeader"/>.
/// Errors are problem documents (RFC 9457): 400 a body that is not what these records say, 401/403 key or host token, 404 an
/// unknown host, enrolment or evidence, 409 another host has the id or the endorsement key, 410 an expired enrolment or
/// challenge, 413 too much, 422 keys that cannot be enrolled (with finding ids in <c>findings</c>), 429 too often
/// (<c>Retry-After</c> says when).
/// </summary>
public static partial class HostProtocol
{
    /// <summary>POST <see cref="EnrolRequest"/> → 201 <see cref="EnrolChallenge"/>.</summary>
    public const string EnrolPath = "/v1/hosts/enrolments";

    /// <summary>The host's token, base64url as <see cref="ActivationAnswer.HostToken"/> gave it.</summary>
    public const string TokenHeader = "X-Attestry-Host-Token";

    /// <summary>camelCase, enumerations as camelCase text, bytes as base64, times in ISO 8601; unknown members are passed over.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>POST <see cref="ActivationRequest"/> → 200 <see cref="ActivationAnswer"/>.</summary>
    public static string ActivationPath(string enrolment) => $"{EnrolPath}/{enrolment}/activation";

    /// <summary>POST <see cref="ChallengeRequest"/> → 201 <see cref="Challenge"/>.</summary>
    public static string ChallengePath(string host) => $"/v1/hosts/{host}/challenges";

    /// <summary>POST <see cref="HostEvidence"/> → 202 <see cref="EvidenceStatus"/>, whose address is in <c>Location</c>.</summary>
    public static string EvidencePath(string host) => $"/v1/hosts/{host}/evidence";

    /// <summary>GET → 200 <see cref="EvidenceStatus"/>.</summary>
    public static string StatusPath(string host, string evidence) => $"/v1/hosts/{host}/evidence/{evidence}";

    /// <summary>May this name a host? Lower-case letters, digits, dots and dashes, as DNS names and UUIDs are written.</summary>
    public static bool IsHostId(string? id) => id is { Length: > 0 and <= HostLimits.HostIdCharacters } && HostIdPattern().IsMatch(id);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostIdPattern();
}
