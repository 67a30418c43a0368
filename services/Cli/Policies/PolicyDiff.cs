using System.Net;
using System.Text.Json;
using Attestry.Cli.Servers;
using Attestry.Policy.Comparison;

namespace Attestry.Cli.Policies;

/// <summary>Compares two policies on everything that a server has stored, page by page.</summary>
internal static class PolicyDiff
{
    private const int PageSize = 10;

    /// <exception cref="CommandException">The server cannot be asked, or answers something else.</exception>
    internal static async Task<PolicyDiffReport> RunAsync(ServerClient server, PolicyComparison comparison, string? repository, string? environment, CancellationToken cancellation)
    {
        var (compared, changed, reworded) = (0, new List<PolicyChange>(), new List<PolicyChange>());
        for (string? after = null; ;)
        {
            var (status, body) = await server.GetAsync($"v1/policy-inputs?limit={PageSize}{Part("repository", repository)}{Part("environment", environment)}{Part("after", after)}", cancellation);
            if (status != HttpStatusCode.OK)
                throw server.Strange();
            var page = AnswerJson.Read<ServerPolicyInputs>(body, server);
            foreach (var item in page.Items)
            {
                cancellation.ThrowIfCancellationRequested();
                var change = Compare(comparison, item, server);
                compared++;
                if (change.ChangesAnything)
                    (change.ChangesVerdict ? changed : reworded).Add(change);
            }
            if ((after = page.Next) is null)
                return new(compared, changed, reworded);
        }
    }

    private static PolicyChange Compare(PolicyComparison comparison, ServerPolicyInput? item, ServerClient server)
    {
        try
        {
            return comparison.Compare((item ?? throw server.Strange()).Input);
        }
        catch (JsonException e)
        {
            throw server.Strange(e);
        }
    }

    private static string Part(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
