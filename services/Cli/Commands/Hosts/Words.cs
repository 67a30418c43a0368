using System.Globalization;
using Attestry.Primitives;

namespace Attestry.Cli.Commands.Hosts;

/// <summary>States and times as tables show them.</summary>
internal static class Words
{
    internal static string Of(HostState state) => state.ToString().ToLowerInvariant();

    internal static string Of(DateTimeOffset? time) => time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "-";
}
