using System.Net;
using Attestry.Primitives;

namespace Attestry.HostAgent.Server;

/// <summary>The server did not do what it was asked.</summary>
/// <param name="status">Null when there was no answer.</param>
internal sealed class CollectorException(HttpStatusCode? status, string message, string remedy, Exception? inner = null) : AgentException(message, remedy, inner)
{
    internal HttpStatusCode? Status => status;

    /// <summary>When the server wants to be asked again; null when it does not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    internal static CollectorException Of(Uri server, HttpStatusCode status, string problem, TimeSpan? retryAfter)
    {
        var (what, remedy) = status switch
        {
            HttpStatusCode.Unauthorized => ("does not accept the API key or the host's token", "Give a key with the role agent with --api-key-file; after a loss of the server's data enrol anew: attestry-agent enrol --again."),
            HttpStatusCode.Forbidden => ("refuses this host", "An administrator has to approve or to recover it, or the API key lacks the role agent."),
            HttpStatusCode.NotFound => ("does not know this host, or has no collector", "Check --server; the host enrols anew by itself."),
            HttpStatusCode.Conflict => ("has another host with this id or this TPM", "Give another --host-id, or let an administrator remove the other host."),
            HttpStatusCode.Gone => ("waited too long for the answer", "The agent asks anew."),
            HttpStatusCode.UnprocessableEntity => ("does not accept the keys of this TPM", "See the findings; an administrator can list the TPM's maker or this endorsement key."),
            HttpStatusCode.TooManyRequests => ("is asked too often", "The agent waits."),
            >= HttpStatusCode.InternalServerError => ("is not well", "See its log; the agent tries again."),
            _ => ("does not answer as an Attestry collector does", "Check --server, and that both are of the same version."),
        };
        return new(status, $"{server} {what} ({(int)status}{(problem.Length > 0 ? $": {Bounded.Printable(problem)}" : "")}).", remedy) { RetryAfter = retryAfter };
    }
}
