using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <param name="User">The configured user as written (<c>65532:65532</c>, <c>app</c>); empty means root.</param>
/// <param name="RunsAsRoot">The user is empty, uid 0, <c>root</c>, or a name that <c>/etc/passwd</c> maps to 0; null when a named user cannot be looked up.</param>
public sealed record PlatformHygiene(Digest Image, string Platform, string User, bool? RunsAsRoot);
