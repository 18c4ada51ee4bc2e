// Logging in again in another tab changes the token: the cookie knows the one that holds now.
export const token = () => document.cookie.match(/(?:^|; )(?:__Host-csrf|csrftoken)=([^;]+)/)?.[1] ?? "";
