using Attestry.Hosting;
using Attestry.SignatureVerifier;

return await AttestryHost.RunAsync(args, "signature-verifier", builder => builder.AddSignatureVerifier(), app => app.MapSignatureVerifier());
