namespace Attestry.SignatureVerifier.Consumers;

internal sealed class VerifyAttachedReferrerConsumerDefinition() : SignatureConsumerDefinition<VerifyAttachedReferrerConsumer>("signature-verifier.referrer-attached");
