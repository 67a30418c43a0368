using Attestry.Standalone;

return await StandaloneCommand.Create().Parse(args).InvokeAsync();
