using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.MeasurementCollector.Boots;
using Attestry.MeasurementCollector.History;
using Attestry.MeasurementCollector.Http;
using Attestry.MeasurementCollector.Joining;
using Attestry.MeasurementCollector.Rules;
using Attestry.MeasurementCollector.Submission;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Storage;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Protocol;
using MassTransit;

namespace Attestry.MeasurementCollector.Verification;

/// <summary>Loads an evidence and its host, has the core judge it, joins the files to artifacts, and stores what came of it.</summary>
internal sealed class EvidenceVerification(
    IDocumentStore store, EvidenceParts parts, MeasuredFiles files, HostJoin join, QuoteRecorder recorder, HistoryWriter history, HostBoots boots, HostRulebook rulebook, CollectorOptions options,
    CollectorMetrics metrics, TimeProvider time)
{
    private readonly IDocumentCollection<HostDocument> _hosts = store.Collection(Collections.Hosts);
    private readonly IDocumentCollection<HostEvidenceDocument> _evidence = store.Collection(Collections.HostEvidence);
    private readonly IDocumentCollection<HostChallengeDocument> _challenges = store.Collection(Collections.HostChallenges);

    public async Task VerifyAsync(string id, IPublishEndpoint bus, CancellationToken cancellation)
    {
        if (await _evidence.GetAsync(id, cancellation) is not { Document.Progress: HostEvidenceDocument.Accepted } evidence)
            return;
        if (await parts.ReadAsync(evidence.Document, cancellation) is not { } bytes || await _challenges.GetAsync(evidence.Document.Challenge, cancellation) is not { } challenge)
            throw new InvalidDataException($"Of the evidence {id} a part or its challenge is gone.");
        var sent = RequestBody.Read<HostEvidence>(bytes.Span);
        while (await _hosts.GetAsync(evidence.Document.Host, cancellation) is { } stored)
        {
            var before = stored.Document;
            // After a crash the host may have been judged already: then only what follows is made up for.
            var again = before.LastEvidence == id;
            var (host, changed) = again ? (before, []) : await JudgeAsync(before, challenge.Document, evidence.Document, sent, cancellation);
            if (!again && !await _hosts.ReplaceAsync(host, stored.Version, cancellation))
                continue;
            await files.CleanAsync(before, host, cancellation);
            if (again || changed.Count > 0 || host.State != before.State || host.Tee != before.Tee || host.BootDigest != before.BootDigest)
                await bus.Publish(new HostStateChanged(host.Id, host.State, before.State, changed), cancellation);
            await _evidence.ReplaceAsync(Concluded(evidence.Document, host) with { VerifiedAt = time.GetUtcNow(), Bytes = null }, evidence.Version, cancellation);
            await parts.DeleteAsync(evidence.Document, cancellation);
            metrics.Verified(host.State, time.GetUtcNow() - evidence.Document.ReceivedAt);
            return;
        }
    }

    private async Task<(HostDocument Host, IReadOnlyList<string> Changed)> JudgeAsync(
        HostDocument host, HostChallengeDocument challenge, HostEvidenceDocument evidence, HostEvidence sent, CancellationToken cancellation)
    {
        var rules = rulebook.Of(host.Id);
        var accepted = sent.BootLog is null ? null : await boots.FindAsync(host.Id, cancellation);
        var knowledge = HostTranslation.Knowledge(host, challenge) with
        {
            // A boot that was judged by other rules is to be judged again.
            BootVerified = host.BootRules == rules.BootDigest ? host.BootVerified : null,
            BootReference = HostBoots.Read(accepted?.Reference),
        };
        var result = HostVerifier.Verify(knowledge, sent, rules.Policy, rules.Trust);
        if (result.Boot is not null)
            host = host with { BootDigest = await boots.SaveAsync(host.Id, result, cancellation) };
        IReadOnlyList<string> changed = [];
        if (result is { Succeeded: true, Pending: { } pending })
        {
            host = await files.AddPartAsync(
                Booted(host, result, rules), evidence.Id, result, HostTranslation.Replay(pending, sent.Ima!.Format), time.GetUtcNow() + options.BacklogLifetime, cancellation);
            return (await RecordAsync(host with { LastEvidence = evidence.Id }, "continued", evidence, challenge, sent, rules, cancellation), []);
        }
        if (result.Succeeded)
        {
            var advanced = Advanced(await files.AddAsync(host, evidence.Id, result, cancellation), sent, result, rules);
            (host, changed) = await IsToJoinAsync(host, advanced, sent, result, cancellation) ? await join.JoinAsync(advanced, sent.Executables, cancellation) : (advanced, []);
        }
        return (await RecordAsync(Concluded(host, evidence.Id, result), "attested", evidence, challenge, sent, rules, cancellation), changed);
    }

    private async Task<bool> IsToJoinAsync(HostDocument before, HostDocument host, HostEvidence sent, HostVerification result, CancellationToken cancellation) =>
        sent.Executables.Count > 0 || host.MoreFiles != before.MoreFiles || host.Boot != before.Boot || !host.Images.SequenceEqual(before.Images) || join.IsDue(host)
        || (result.Files.Count > 0 && !await join.ChangesNothingAsync(host, result.Files, cancellation));

    private Task<HostDocument> RecordAsync(
        HostDocument host, string act, HostEvidenceDocument evidence, HostChallengeDocument challenge, HostEvidence sent, HostRules rules, CancellationToken cancellation) =>
        history.AppendAsync(host, new(act, null) { Quote = recorder.Of(evidence.Id, challenge, sent, rules.Policy) }, cancellation);

    private static HostDocument Booted(HostDocument host, HostVerification result, HostRules rules) => host with
    {
        Clock = HostTranslation.Clock(result.Clock!),
        // Of another boot: nothing of it runs any more.
        RunFindings = host.Clock?.Resets == result.Clock!.Resets ? host.RunFindings : [],
        BootVerified = result.BootVerified ?? host.BootVerified,
        BootRules = result.BootVerified is null ? host.BootRules : rules.BootDigest,
        SecureBoot = result.BootVerified is null ? host.SecureBoot : result.SecureBoot,
        Tee = result.Tee is { } tee ? HostTranslation.Tee(tee) : null,
    };

    private static HostDocument Advanced(HostDocument host, HostEvidence sent, HostVerification result, HostRules rules) => Booted(host, result, rules) with
    {
        Replay = result.Replay is { } replay ? HostTranslation.Replay(replay, sent.Ima!.Format) : host.Replay,
        Images = [.. sent.Images.Select(one => new HostImage(Bounded.Printable(one.ContainerId), one.Image, one.Reference is null ? null : Bounded.Quote(one.Reference, HostLimits.LocationCharacters)))],
    };

    private static HostEvidenceDocument Concluded(HostEvidenceDocument evidence, HostDocument host)
    {
        // A part says nothing about the host: neither good nor bad.
        if (host.Backlog?.Evidence == evidence.Id)
            return evidence with { Progress = "partial" };
        var passed = host.Findings.All(finding => finding.Severity < Severity.High);
        return evidence with { Progress = passed ? "passed" : "failed", Findings = host.Findings };
    }

    private HostDocument Concluded(HostDocument host, string evidence, HostVerification result)
    {
        var now = time.GetUtcNow();
        IReadOnlyList<Finding> findings = result.Succeeded ? [.. result.Findings, .. host.RunFindings] : result.Findings;
        var sound = result.Succeeded && findings.All(finding => finding.Severity < Severity.High);
        var state = host.State switch
        {
            // An administrator acted while it was under way.
            HostState.Revoked or HostState.Pending => host.State,
            HostState.Failed when !options.RecoverByEvidence => HostState.Failed,
            _ => sound ? HostState.Trusted : HostState.Failed,
        };
        return host with
        {
            State = state,
            ChangedAt = state == host.State ? host.ChangedAt : now,
            Findings = findings,
            // Proven with its last part, or refused and to be sent anew.
            Backlog = null,
            AttestedAt = sound ? now : host.AttestedAt,
            StaleAt = state == HostState.Trusted ? now + options.StaleAfter : null,
            // It stays named as under way: until its own document says what came of it no other is taken, so that after a crash it is
            // finished in its turn rather than judged once more behind a later one, whose clock would make it look old.
            LastEvidence = evidence,
        };
    }
}
