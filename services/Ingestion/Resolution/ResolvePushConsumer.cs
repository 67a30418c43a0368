using Attestry.Contracts.Documents;
using Attestry.Contracts.Messages;
using Attestry.Ingestion.Pushes;
using MassTransit;

namespace Attestry.Ingestion.Resolution;

/// <summary>Resolves one announced push. Safe to repeat: a settled push is left alone.</summary>
internal sealed class ResolvePushConsumer(PushJournal journal, PushResolver resolver) : IConsumer<PushReceived>
{
    public async Task Consume(ConsumeContext<PushReceived> context)
    {
        var cancellation = context.CancellationToken;
        // Around again only while further pushes of the same tag are merged into this one.
        while (await journal.FindAsync(context.Message.Push, cancellation) is { Document: { State: PushState.Open } push })
        {
            var judgement = await ResolveAsync(push, cancellation);
            if (judgement.State == PushState.Open)
            {
                await journal.NoteAsync(push, judgement.Problem!, cancellation);
                return;
            }
            if (await journal.SettleAsync(push, judgement.State, judgement.Problem, cancellation))
                return;
        }
    }

    private async Task<Judgement> ResolveAsync(PushDocument push, CancellationToken cancellation)
    {
        try
        {
            return await resolver.ResolveAsync(push, cancellation);
        }
        catch (HttpRequestException e)
        {
            // For people who look at the push; retry and the error queue see the fault itself.
            await journal.NoteAsync(push, e.Message, cancellation);
            throw;
        }
    }
}
