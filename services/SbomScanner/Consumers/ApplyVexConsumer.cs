using Attestry.Contracts.Messages;
using Attestry.SbomScanner.Vulnerabilities;
using Attestry.Storage;
using MassTransit;

namespace Attestry.SbomScanner.Consumers;

/// <summary>A VEX document came or went: what it speaks about is judged anew.</summary>
internal sealed class ApplyVexConsumer(IDocumentStore store, VexSubjects subjects, RejudgePass pass) : IConsumer<VexChanged>
{
    public async Task Consume(ConsumeContext<VexChanged> context)
    {
        if (await store.Collection(Collections.Vex).GetAsync(context.Message.Vex, context.CancellationToken) is { Document: var vex })
            await pass.JudgeAsync(await subjects.FindAsync(vex, context.CancellationToken), context.CancellationToken);
    }
}
