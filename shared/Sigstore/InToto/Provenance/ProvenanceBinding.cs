using System.Text.RegularExpressions;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Certificates;

namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>
/// Does a provenance say what the certificate that signed it says? The certificate authority learned the source, commit and run
/// from the build platform's token; the provenance may have been written by the build's own scripts.
/// </summary>
public static partial class ProvenanceBinding
{
    private const string GitHubIssuer = "https://token.actions.githubusercontent.com";

    private const string GitHubRunner = "https://github.com/actions/runner";

    /// <summary>What they disagree about; empty when all that both say is the same, and for certificates that name no source.</summary>
    public static IReadOnlyList<Finding> Compare(BuildProvenance provenance, CertificateClaims claims)
    {
        var findings = new List<Finding>();
        Demand(findings, ProvenanceFindings.SourceMismatch, "source repository", provenance.SourceRepository, SourceLocation.Parse(claims.SourceRepositoryUri)?.Repository ?? claims.SourceRepositoryUri);
        Demand(findings, ProvenanceFindings.CommitMismatch, "commit", provenance.SourceCommit, claims.SourceRepositoryDigest?.ToLowerInvariant());
        if (provenance.SourceRef is not null)
            Demand(findings, ProvenanceFindings.RefMismatch, "ref", provenance.SourceRef, claims.SourceRepositoryRef);
        if (Run(provenance.InvocationId, claims.RunInvocationUri) is { } run)
            Demand(findings, ProvenanceFindings.RunMismatch, "run", run, claims.RunInvocationUri);
        if (Builder(provenance.BuilderId, claims) is { } signer)
            Demand(findings, ProvenanceFindings.BuilderMismatch, "builder", provenance.BuilderId, signer);
        return findings;
    }

    private static void Demand(List<Finding> findings, string id, string what, string? stated, string? certified)
    {
        if (certified is not null && stated != certified)
            findings.Add(new(id, Severity.High, stated is null
                ? $"The provenance names no {what}; the certificate says {Bounded.Quote(certified)}."
                : $"The provenance names the {what} {Bounded.Quote(stated)}; the certificate says {Bounded.Quote(certified)}."));
    }

    // As an address, or as npm and older generators write it: run-attempt. Other platforms' numbers cannot be compared.
    private static string? Run(string? invocation, string? certified)
    {
        if (invocation is null || certified is null)
            return null;
        if (Uri.TryCreate(invocation, UriKind.Absolute, out _))
            return invocation;
        return RunAndAttempt().Match(invocation) is { Success: true } match && certified.IndexOf("/actions/runs/", StringComparison.Ordinal) is > 0 and var at
            ? $"{certified[..at]}/actions/runs/{match.Groups[1].Value}/attempts/{match.Groups[2].Value}"
            : null;
    }

    // The builder that the certificate vouches for; null when the builder id is of a kind that certificates do not name.
    private static string? Builder(string builder, CertificateClaims claims)
    {
        if (builder == GitHubRunner || builder.StartsWith($"{GitHubRunner}/", StringComparison.Ordinal))
        {
            var hosted = claims.RunnerEnvironment is { } environment ? $"{GitHubRunner}/{environment}" : GitHubRunner;
            return claims.Issuer != GitHubIssuer ? $"{claims.Issuer}" : builder == GitHubRunner ? builder : hosted;
        }
        if (claims.BuildSignerUri is not { } signer || !builder.Contains("/.github/workflows/", StringComparison.Ordinal))
            return null;
        // slsa-github-generator's builders have their provenance signed by a workflow beside them.
        if (IsDelegate(builder, signer) && SourceLocation.Parse(claims.SourceRepositoryUri)?.Repository is { } source && !builder.StartsWith($"{source}/", StringComparison.Ordinal))
            return builder;
        // Some builders leave the ref out.
        return builder.Contains('@') ? signer : signer.Split('@')[0];
    }

    // Another workflow of the same repository at the same ref: whoever wrote the one wrote the other.
    private static bool IsDelegate(string builder, string signer)
    {
        var (mine, theirs) = (Workflow().Match(builder), Workflow().Match(signer));
        return mine.Success && theirs.Success && mine.Groups[1].Value == theirs.Groups[1].Value && mine.Groups[2].Value == theirs.Groups[2].Value;
    }

    [GeneratedRegex(@"\A(https://[^/@]+/[^/@]+/[^/@]+)/\.github/workflows/[^/@]+@(refs/tags/.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Workflow();

    [GeneratedRegex(@"\A([0-9]{1,20})-([0-9]{1,6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex RunAndAttempt();
}
